"""The data folder: atomic files of JSON documents, one for the household and one a member."""
