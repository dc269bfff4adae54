"""What is told inside the ministry: every region, every date, and what names entities, files and signers."""
