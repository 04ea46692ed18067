"""Programs that ./run calls to build and draw what is not kept."""
