"""What people read: the catalogue of sentences in French and English, errors, progress, numbers. No rule, no figure."""
