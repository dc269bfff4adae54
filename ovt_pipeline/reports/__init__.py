"""What people open: pages made from a release, and the reference pages of the documentation. Computes no figure."""
