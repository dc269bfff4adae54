"""Our own drawings, as SVG: the chart of one indicator and the map of regions in tiles. Computes no figure."""
