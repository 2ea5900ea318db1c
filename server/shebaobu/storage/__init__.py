"""The store: sealed documents, one for the household, one a member, one a piece of evidence; atomic in all it does."""
