package dev.normc.runtime.literature;

import java.util.function.DoubleUnaryOperator;

/** A number in double that remembers what it was computed from. */
final class Scalar {

    final double value;
    private final Tape tape;
    private double adjoint;

    private Scalar(Tape tape, double value) {
        this.tape = tape;
        this.value = value;
    }

    /** A number that is computed from nothing; its adjoint is its gradient. */
    static Scalar leaf(Tape tape, double value) {
        return new Scalar(tape, value);
    }

    double adjoint() {
        return adjoint;
    }

    /** Adds to the gradient that reaches this number. */
    void add(double gradient) {
        adjoint += gradient;
    }

    /** The same value, through which no gradient passes. */
    Scalar stop() {
        return new Scalar(tape, value);
    }

    Scalar plus(Scalar other) {
        return binary(other, value + other.value, 1, 1);
    }

    Scalar minus(Scalar other) {
        return binary(other, value - other.value, 1, -1);
    }

    Scalar times(Scalar other) {
        return binary(other, value * other.value, other.value, value);
    }

    Scalar over(Scalar other) {
        return binary(other, value / other.value, 1 / other.value, -value / (other.value * other.value));
    }

    /** Half of the gradient to each at a tie. */
    Scalar max(Scalar other) {
        double share = value > other.value ? 1 : value < other.value ? 0 : 0.5;
        return binary(other, Math.max(value, other.value), share, 1 - share);
    }

    /** Half of the gradient to each at a tie. */
    Scalar min(Scalar other) {
        double share = value < other.value ? 1 : value > other.value ? 0 : 0.5;
        return binary(other, Math.min(value, other.value), share, 1 - share);
    }

    /** For a base above 0. */
    Scalar pow(Scalar exponent) {
        double power = Math.pow(value, exponent.value);
        return binary(exponent, power, exponent.value * power / value, power * Math.log(value));
    }

    Scalar plus(double other) {
        return unary(value + other, 1);
    }

    Scalar minus(double other) {
        return unary(value - other, 1);
    }

    Scalar times(double other) {
        return unary(value * other, other);
    }

    Scalar over(double other) {
        return unary(value / other, 1 / other);
    }

    Scalar negate() {
        return unary(-value, -1);
    }

    Scalar inverse() {
        return unary(1 / value, -1 / (value * value));
    }

    Scalar square() {
        return unary(value * value, 2 * value);
    }

    Scalar pow(double exponent) {
        return unary(Math.pow(value, exponent), exponent * Math.pow(value, exponent - 1));
    }

    Scalar sqrt() {
        double root = Math.sqrt(value);
        return unary(root, 0.5 / root);
    }

    Scalar exp() {
        double power = Math.exp(value);
        return unary(power, power);
    }

    Scalar log() {
        return unary(Math.log(value), 1 / value);
    }

    Scalar tanh() {
        double y = Math.tanh(value);
        return unary(y, 1 / (Math.cosh(value) * Math.cosh(value)));
    }

    Scalar sigmoid() {
        double y = 1 / (1 + Math.exp(-value));
        return unary(y, y * (1 - y));
    }

    Scalar softplus() {
        return unary(Math.log1p(Math.exp(value)), 1 / (1 + Math.exp(-value)));
    }

    Scalar silu() {
        return times(sigmoid());
    }

    Scalar relu() {
        return max(leaf(tape, 0));
    }

    Scalar atan() {
        return unary(Math.atan(value), 1 / (1 + value * value));
    }

    Scalar asinh() {
        double root = Math.sqrt(1 + value * value);
        return unary(Math.log(value + root), 1 / root);
    }

    Scalar erf() {
        return unary(erf(value), 2 / Math.sqrt(Math.PI) * Math.exp(-value * value));
    }

    /** With no gradient at 0. */
    Scalar abs() {
        return unary(Math.abs(value), Math.signum(value));
    }

    /** With the whole gradient inside and on the edge. */
    Scalar clip(double low, double high) {
        return unary(Math.min(Math.max(value, low), high), value >= low && value <= high ? 1 : 0);
    }

    /** Any function of one number, with its derivative. */
    Scalar map(DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
        return unary(function.applyAsDouble(value), derivative.applyAsDouble(value));
    }

    private Scalar unary(double result, double partial) {
        Scalar output = new Scalar(tape, result);
        tape.record(() -> adjoint += output.adjoint * partial);
        return output;
    }

    private Scalar binary(Scalar other, double result, double partial, double otherPartial) {
        Scalar output = new Scalar(tape, result);
        tape.record(() -> {
            adjoint += output.adjoint * partial;
            other.adjoint += output.adjoint * otherPartial;
        });
        return output;
    }

    /** exp(-x^2) times a series whose terms all have one sign. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
