"""The data that ships with kzling; read it through `kzling.data`."""
