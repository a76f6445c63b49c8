package dev.normc.runtime;

/** What a step gives and leaves behind. */
final class RunningResult {
    final double[] y;
    final double[] dx;
    final double[] dgamma;
    final double[] running;
    final double[] adjoint;

    RunningResult(double[] y, double[] dx, double[] dgamma, double[] running, double[] adjoint) {
        this.y = y;
        this.dx = dx;
        this.dgamma = dgamma;
        this.running = running;
        this.adjoint = adjoint;
    }
}
