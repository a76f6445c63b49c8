package dev.normc.examples.compare;

/** Which of the two kernels of a norm. */
public enum Pass {
    FORWARD("forward"),
    BACKWARD("backward");

    private final String word;

    Pass(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
