"""What a family does: plain functions over the stored documents, each asking ``auth.access`` first."""
