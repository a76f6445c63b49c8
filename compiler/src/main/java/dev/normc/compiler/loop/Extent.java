package dev.normc.compiler.loop;

import dev.normc.compiler.graph.Axis;

/** The length of one dimension of a buffer. */
public sealed interface Extent {

    /** As long as an axis. */
    record Along(Axis axis) implements Extent {}

    /** One place per chunk of rows along an axis. */
    record Chunks(Axis axis) implements Extent {}

    /** A fixed number of places. */
    record Fixed(int length) implements Extent {}
}
