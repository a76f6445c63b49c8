package dev.normc.runtime.literature;

/** A formula as loops over scalars. */
interface Oracle {

    void run(Step step);
}
