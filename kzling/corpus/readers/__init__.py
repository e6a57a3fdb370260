"""Input files of many formats to a stream of records; nothing is lost, what cannot be used comes out as a reject."""
