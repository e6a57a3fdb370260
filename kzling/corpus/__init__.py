"""From folders of articles to a dataset: readers, the stages A map, B decide, C write, and the dataset's formats."""
