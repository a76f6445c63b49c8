package dev.normc.examples;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One training step of each norm in double and in the plainest loops: what the hand-written kernels must agree with.
 */
final class DoubleNorms {

    private final int rows;
    private final int columns;
    private final Map<String, Double> constants;
    private final Map<String, double[]> given;
    private final Map<String, double[]> result = new HashMap<>();

    private DoubleNorms(int rows, int columns, Map<String, Double> constants, Map<String, double[]> given) {
        this.rows = rows;
        this.columns = columns;
        this.constants = constants;
        this.given = given;
    }

    /**
     * The outputs, gradients and states after a step, by name. Where large terms cancel, {@code scale of NAME} gives
     * the size that the rounding of NAME goes by: for dx the gradient before the normalization's own terms are taken
     * off, for the one element of dalpha the root of the sum of its squared terms.
     */
    static Map<String, double[]> step(
            String norm, int rows, int columns, Map<String, Double> constants, Map<String, double[]> given) {
        DoubleNorms step = new DoubleNorms(rows, columns, constants, given);
        for (String name : new String[] {"y", "dx", "scale of dx"}) {
            step.result.put(name, new double[rows * columns]);
        }
        for (String name : new String[] {"dgamma", "dbeta"}) {
            step.result.put(name, new double[columns]);
        }
        switch (norm) {
            case "LayerNorm" -> step.rowNorm(true);
            case "RmsNorm" -> {
                step.rowNorm(false);
                step.result.remove("dbeta");
            }
            case "AddRmsNorm" -> step.addRmsNorm();
            case "BatchNorm" -> step.batchNorm();
            case "PowerNorm" -> step.powerNorm();
            case "DyT" -> step.dynamicTanh();
            default -> throw new IllegalArgumentException(norm);
        }
        return step.result;
    }

    private void rowNorm(boolean centred) {
        double eps = Buffers.named(constants, "eps");
        for (int row = 0; row < rows; row++) {
            double mean = 0;
            for (int c = 0; c < columns; c++) {
                mean += centred ? x(row, c) / columns : 0;
            }
            double variance = 0;
            for (int c = 0; c < columns; c++) {
                variance += Math.pow(x(row, c) - mean, 2) / columns;
            }
            double r = 1 / Math.sqrt(variance + eps);
            double meanG = 0;
            double meanGh = 0;
            for (int c = 0; c < columns; c++) {
                double h = (x(row, c) - mean) * r;
                double g = gamma(c) * dy(row, c);
                meanG += centred ? g / columns : 0;
                meanGh += g * h / columns;
            }
            for (int c = 0; c < columns; c++) {
                double h = (x(row, c) - mean) * r;
                double g = gamma(c) * dy(row, c);
                put("y", row, c, gamma(c) * h + (centred ? beta(c) : 0));
                put("dx", row, c, r * (g - meanG - h * meanGh));
                put("scale of dx", row, c, r * g);
                add("dgamma", c, dy(row, c) * h);
                add("dbeta", c, dy(row, c));
            }
        }
    }

    private void addRmsNorm() {
        double eps = Buffers.named(constants, "eps");
        for (String name : List.of("s", "dr", "scale of dr")) {
            result.put(name, new double[rows * columns]);
        }
        result.remove("dbeta");
        for (int row = 0; row < rows; row++) {
            double meanSquare = 0;
            for (int c = 0; c < columns; c++) {
                put("s", row, c, x(row, c) + at("r", row, c));
                meanSquare += Math.pow(x(row, c) + at("r", row, c), 2) / columns;
            }
            double rstd = 1 / Math.sqrt(meanSquare + eps);
            double meanGh = 0;
            for (int c = 0; c < columns; c++) {
                double h = (x(row, c) + at("r", row, c)) * rstd;
                meanGh += gamma(c) * dy(row, c) * h / columns;
                put("y", row, c, gamma(c) * h);
                add("dgamma", c, dy(row, c) * h);
            }
            for (int c = 0; c < columns; c++) {
                double h = (x(row, c) + at("r", row, c)) * rstd;
                double g = gamma(c) * dy(row, c);
                for (String name : List.of("x", "r")) {
                    put("d" + name, row, c, at("ds", row, c) + rstd * (g - h * meanGh));
                    put("scale of d" + name, row, c, at("ds", row, c) + rstd * g);
                }
            }
        }
    }

    private void batchNorm() {
        double eps = Buffers.named(constants, "eps");
        double momentum = Buffers.named(constants, "momentum");
        double[] runningMean = copy("running_mean");
        double[] runningVar = copy("running_var");
        for (int c = 0; c < columns && rows > 0; c++) {
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                mean += x(row, c) / rows;
            }
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                squares += Math.pow(x(row, c) - mean, 2);
            }
            double r = 1 / Math.sqrt(squares / rows + eps);
            runningMean[c] = (1 - momentum) * runningMean[c] + momentum * mean;
            runningVar[c] = (1 - momentum) * runningVar[c] + momentum * squares / (rows - 1);
            for (int row = 0; row < rows; row++) {
                add("dgamma", c, dy(row, c) * (x(row, c) - mean) * r);
                add("dbeta", c, dy(row, c));
            }
            for (int row = 0; row < rows; row++) {
                double h = (x(row, c) - mean) * r;
                double dx = dy(row, c)
                        - Buffers.named(result, "dbeta")[c] / rows
                        - h * Buffers.named(result, "dgamma")[c] / rows;
                put("y", row, c, gamma(c) * h + beta(c));
                put("dx", row, c, gamma(c) * r * dx);
                put("scale of dx", row, c, gamma(c) * r * dy(row, c));
            }
        }
    }

    private void powerNorm() {
        double alpha = Buffers.named(constants, "alpha");
        double[] psi2 = copy("psi2");
        double[] adjoint = copy("psi2_adjoint");
        for (int c = 0; c < columns && rows > 0; c++) {
            double psi = Math.sqrt(psi2[c]);
            double nu = -2 * adjoint[c];
            double meanSquare = 0;
            double gamma2 = 0;
            double lambda = 0;
            for (int row = 0; row < rows; row++) {
                double h = x(row, c) / psi;
                double g = gamma(c) * dy(row, c);
                meanSquare += x(row, c) * x(row, c) / rows;
                gamma2 += h * h / rows;
                lambda += g * h / rows;
                put("y", row, c, gamma(c) * h + beta(c));
                put("dx", row, c, (g - nu * h) / psi);
                put("scale of dx", row, c, g / psi);
                add("dgamma", c, dy(row, c) * h);
                add("dbeta", c, dy(row, c));
            }
            psi2[c] = alpha * psi2[c] + (1 - alpha) * meanSquare;
            adjoint[c] = -0.5 * (nu * (1 - (1 - alpha) * gamma2) + (1 - alpha) * lambda);
        }
    }

    private void dynamicTanh() {
        double alpha = Buffers.named(given, "alpha")[0];
        double dalpha = 0;
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns; c++) {
                double tanh = Math.tanh(alpha * x(row, c));
                double slope = gamma(c) * dy(row, c) * (1 - tanh * tanh);
                put("y", row, c, gamma(c) * tanh + beta(c));
                put("dx", row, c, alpha * slope);
                put("scale of dx", row, c, alpha * gamma(c) * dy(row, c));
                dalpha += slope * x(row, c);
                squares += Math.pow(slope * x(row, c), 2);
                add("dgamma", c, dy(row, c) * tanh);
                add("dbeta", c, dy(row, c));
            }
        }
        result.put("dalpha", new double[] {dalpha});
        result.put("scale of dalpha", new double[] {Math.sqrt(squares)});
    }

    private double[] copy(String state) {
        double[] copy = Buffers.named(given, state).clone();
        result.put(state, copy);
        return copy;
    }

    private double x(int row, int column) {
        return at("x", row, column);
    }

    private double dy(int row, int column) {
        return at("dy", row, column);
    }

    private double at(String name, int row, int column) {
        return Buffers.named(given, name)[row * columns + column];
    }

    private double gamma(int column) {
        return Buffers.named(given, "gamma")[column];
    }

    private double beta(int column) {
        return Buffers.named(given, "beta")[column];
    }

    private void put(String name, int row, int column, double value) {
        Buffers.named(result, name)[row * columns + column] = value;
    }

    private void add(String name, int column, double value) {
        Buffers.named(result, name)[column] += value;
    }
}
