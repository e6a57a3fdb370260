"""kzling's knowledge inside other tools, and other tools inside kzling, each only where its extra is installed."""
