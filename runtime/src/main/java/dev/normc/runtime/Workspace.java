package dev.normc.runtime;

/**
 * The memory of one forward and its backward: saved values and scratch. Made by {@link BoundNorm#newWorkspace}, owned
 * by the caller. Several forwards may wait for their backwards, each with a workspace of its own; a workspace must not
 * be in two calls at once.
 */
public final class Workspace {

    private final BoundNorm owner;
    private final Object instance;

    Workspace(BoundNorm owner, Object instance) {
        this.owner = owner;
        this.instance = instance;
    }

    BoundNorm owner() {
        return owner;
    }

    Object instance() {
        return instance;
    }
}
