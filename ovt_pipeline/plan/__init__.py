"""The plan, eligibility and regions as data, with their model and loader."""
