package dev.normc.runtime.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle, against digits that others have computed. */
class OracleTest {

    @ParameterizedTest
    @CsvSource({
        "exp, 1, 2.718281828459045235360287471352662497757",
        "exp, -10, 0.00004539992976248485153559151556055061023792",
        "log, 10, 2.302585092994045684017991454684364207601",
        "log, 0.5, -0.6931471805599453094172321214581765680755",
        "tanh, 1, 0.7615941559557648881194582826047935904128",
        "tanh, 0.5, 0.4621171572600097585023184836436725487303",
        "erf, 1, 0.8427007929497148693412206350826092592961",
        "erf, 0.5, 0.5204998778130465376827466538919645287365",
        "erf, 2, 0.9953222650189527341620692563672529286109",
        "sigmoid, 1, 0.7310585786300048792511592418218362743651",
        "softplus, 0, 0.6931471805599453094172321214581765680755",
        "softplus, 1, 1.313261687518222834048995494967855641915",
        "asinh, 1, 0.8813735870195430252326093249797923090282",
        "atan, 1, 0.7853981633974483096156608458198757210493",
        "atan, 0.5, 0.4636476090008061162142562314612144020285"
    })
    void theDigitsAreThose(String function, double x, BigDecimal digits) {
        assertEquals(digits, Oracle.value(function, x).round(new MathContext(digits.precision())));
    }
}
