"""The annotated copy of an owner's workbook, made in the reading child: the one place where personal cells may stay."""
