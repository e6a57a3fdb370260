"""The Hugging Face Hub: sending a dataset that kzling built, and reading one back as documents."""
