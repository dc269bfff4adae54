"""What each export must look like: ODCS files, their model and loader."""
