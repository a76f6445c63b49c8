package dev.normc.runtime;

/** psi^2 = a psi^2 + (1-a) mean(x^2); dx = (g - nu h) / psi; nu = nu (1 - (1-a) mean(h^2)) + (1-a) mean(g h). */
final class Algorithm2 {
    private static final double ALPHA = 0.9;
    final double[] psiSquared = RunningTest.filled(1);
    final double[] nu = new double[RunningTest.CHANNELS];

    RunningResult step(RunningStep step, double[] gamma, double[] beta) {
        int rows = step.rows;
        double[] y = new double[rows * RunningTest.CHANNELS];
        double[] dx = new double[rows * RunningTest.CHANNELS];
        double[] dgamma = new double[RunningTest.CHANNELS];
        for (int c = 0; c < RunningTest.CHANNELS; c++) {
            double psi = Math.sqrt(psiSquared[c]);
            double squares = 0;
            double hh = 0;
            double gh = 0;
            for (int n = 0; n < rows; n++) {
                int i = n * RunningTest.CHANNELS + c;
                double h = step.x[i] / psi;
                double g = gamma[c] * step.dy[i];
                y[i] = gamma[c] * h + beta[c];
                dx[i] = (g - nu[c] * h) / psi;
                dgamma[c] += step.dy[i] * h;
                squares += step.x[i] * step.x[i];
                hh += h * h;
                gh += g * h;
            }
            nu[c] = nu[c] * (1 - (1 - ALPHA) * hh / rows) + (1 - ALPHA) * gh / rows;
            psiSquared[c] = ALPHA * psiSquared[c] + (1 - ALPHA) * squares / rows;
        }
        return new RunningResult(y, dx, dgamma, psiSquared.clone(), nu.clone());
    }
}
