"""How the chest radiograph style model is made: tone curves and band gains that are chosen for each image."""
