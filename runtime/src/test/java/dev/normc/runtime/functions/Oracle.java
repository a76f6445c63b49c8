package dev.normc.runtime.functions;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Functions to 40 digits and more of what is given, from series whose terms are added until they do not matter. */
final class Oracle {

    private static final MathContext DIGITS = new MathContext(70, RoundingMode.HALF_EVEN);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal SMALL = new BigDecimal("0.01");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** The first digits of log(2) and pi: <a href="https://oeis.org/A002162">A002162</a>, A000796. */
    private static final BigDecimal LOG_2 = new BigDecimal(
            "0.6931471805599453094172321214581765680755001343602552541206800094933936219696947156058633269964186875");

    private static final BigDecimal PI = new BigDecimal(
            "3.141592653589793238462643383279502884197169399375105820974944592307816406286208998628034825342117068");

    private Oracle() {}

    static BigDecimal value(String function, double x) {
        BigDecimal exact = new BigDecimal(x);
        return switch (function) {
            case "exp" -> exp(exact);
            case "log" -> log(exact);
            case "tanh" -> tanh(exact);
            case "erf" -> erf(exact);
            case "sigmoid" -> ONE.divide(ONE.add(exp(exact.negate())), DIGITS);
            case "softplus" -> softplus(exact);
            case "asinh" -> asinh(exact);
            case "atan" -> atan(exact);
            default -> throw new IllegalArgumentException(function);
        };
    }

    /** The series of {@code exp(r / 256)} for {@code x = k log(2) + r}, squared eight times. */
    static BigDecimal exp(BigDecimal x) {
        int k = x.divide(LOG_2, DIGITS).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
        BigDecimal r =
                x.subtract(LOG_2.multiply(BigDecimal.valueOf(k)), DIGITS).divide(BigDecimal.valueOf(256), DIGITS);
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int n = 1; matters(term, sum); n++) {
            term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < 8; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(k)));
        return k < 0 ? sum.divide(power, DIGITS) : sum.multiply(power, DIGITS);
    }

    /** Halley's method from a first guess in double: each step triples the digits. */
    static BigDecimal log(BigDecimal x) {
        if (x.subtract(ONE).abs().compareTo(SMALL) <= 0) {
            return log1p(x.subtract(ONE));
        }
        int shift = (int) Math.round((x.precision() - x.scale()) * 3.32);
        BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(shift)));
        BigDecimal near = shift < 0 ? x.multiply(power, DIGITS) : x.divide(power, DIGITS);
        BigDecimal log = new BigDecimal(StrictMath.log(near.doubleValue()));
        for (int i = 0; i < 2; i++) {
            BigDecimal exp = exp(log);
            log = log.add(TWO.multiply(near.subtract(exp, DIGITS)).divide(near.add(exp, DIGITS), DIGITS), DIGITS);
        }
        return log.add(LOG_2.multiply(BigDecimal.valueOf(shift)), DIGITS);
    }

    /** {@code log(1 + d)} by {@code 2 atanh(d / (2 + d))} where 1 + d would lose digits of d. */
    static BigDecimal log1p(BigDecimal d) {
        if (d.abs().compareTo(SMALL) > 0) {
            return log(ONE.add(d));
        }
        BigDecimal s = d.divide(TWO.add(d), DIGITS);
        return TWO.multiply(odd(s, s.multiply(s, DIGITS)));
    }

    /** {@code sinh / cosh}, both by their series, for |x| below 1; else in terms of exp. */
    static BigDecimal tanh(BigDecimal x) {
        if (x.abs().compareTo(ONE) >= 0) {
            return ONE.subtract(TWO.divide(exp(TWO.multiply(x)).add(ONE), DIGITS), DIGITS);
        }
        BigDecimal square = x.multiply(x, DIGITS);
        BigDecimal term = x;
        BigDecimal sinh = BigDecimal.ZERO;
        BigDecimal cosh = ONE;
        for (int n = 1; matters(term, sinh); n += 2) {
            sinh = sinh.add(term, DIGITS);
            BigDecimal even = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(n + 1), DIGITS);
            cosh = cosh.add(even, DIGITS);
            term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf((n + 1L) * (n + 2L)), DIGITS);
        }
        return sinh.divide(cosh, DIGITS);
    }

    /** Kummer's series, all terms of one sign: Abramowitz and Stegun 7.1.6. */
    static BigDecimal erf(BigDecimal x) {
        BigDecimal doubled = TWO.multiply(x.multiply(x, DIGITS));
        BigDecimal term = x;
        BigDecimal sum = BigDecimal.ZERO;
        for (int n = 1; matters(term, sum); n++) {
            sum = sum.add(term, DIGITS);
            term = term.multiply(doubled, DIGITS).divide(BigDecimal.valueOf(2L * n + 1), DIGITS);
        }
        BigDecimal factor = TWO.divide(PI.sqrt(DIGITS), DIGITS);
        return factor.multiply(exp(x.multiply(x, DIGITS).negate()), DIGITS).multiply(sum, DIGITS);
    }

    private static BigDecimal softplus(BigDecimal x) {
        BigDecimal tail = log1p(exp(x.abs().negate()));
        return x.signum() > 0 ? x.add(tail, DIGITS) : tail;
    }

    /** {@code log(1 + x + x^2 / (1 + sqrt(1 + x^2)))} for the size of x. */
    private static BigDecimal asinh(BigDecimal x) {
        BigDecimal size = x.abs();
        BigDecimal square = size.multiply(size, DIGITS);
        BigDecimal root = ONE.add(square, DIGITS).sqrt(DIGITS);
        BigDecimal asinh = log1p(size.add(square.divide(ONE.add(root), DIGITS), DIGITS));
        return x.signum() < 0 ? asinh.negate() : asinh;
    }

    /** The angle is halved three times, {@code tan(a/2) = t / (1 + sqrt(1 + t^2))}, then the series. */
    private static BigDecimal atan(BigDecimal x) {
        BigDecimal t = x;
        for (int i = 0; i < 3; i++) {
            t = t.divide(ONE.add(ONE.add(t.multiply(t, DIGITS)).sqrt(DIGITS)), DIGITS);
        }
        return BigDecimal.valueOf(8).multiply(odd(t, t.multiply(t, DIGITS).negate()), DIGITS);
    }

    /** {@code s + s z / 3 + s z^2 / 5 + ...}. */
    private static BigDecimal odd(BigDecimal s, BigDecimal z) {
        BigDecimal power = s;
        BigDecimal sum = BigDecimal.ZERO;
        for (int n = 1; matters(power, sum); n += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
            power = power.multiply(z, DIGITS);
        }
        return sum;
    }

    private static boolean matters(BigDecimal term, BigDecimal sum) {
        return term.signum() != 0
                && (sum.signum() == 0
                        || term.precision() - term.scale() > sum.precision() - sum.scale() - DIGITS.getPrecision());
    }
}
