"""Everything of a member, or of all of them, as a file in an open format: JSON that is read again, CSV, XLSX."""
