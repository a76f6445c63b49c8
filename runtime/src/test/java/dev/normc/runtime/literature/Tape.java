package dev.normc.runtime.literature;

import java.util.ArrayList;
import java.util.List;

/** What has been computed, in order, each as the step that sends its adjoint to what it was computed from. */
final class Tape {

    private final List<Runnable> pulls = new ArrayList<>();

    void record(Runnable pull) {
        pulls.add(pull);
    }

    /** Sends the adjoints of the outputs back to the leaves. */
    void reverse() {
        for (int i = pulls.size() - 1; i >= 0; i--) {
            pulls.get(i).run();
        }
    }
}
