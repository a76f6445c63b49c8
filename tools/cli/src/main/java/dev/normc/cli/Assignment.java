package dev.normc.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A name and its value, {@code eps=1e-6}, as the options {@code --const} and {@code --size} take it. */
record Assignment(String name, double value) {

    /** Reads {@code NAME=NUMBER}. */
    static final class Converter implements ITypeConverter<Assignment> {

        @Override
        public Assignment convert(String written) {
            int sign = written.indexOf('=');
            if (sign <= 0) {
                throw new TypeConversionException("expected NAME=NUMBER, given " + written);
            }
            String number = written.substring(sign + 1).strip();
            try {
                return new Assignment(written.substring(0, sign).strip(), Double.parseDouble(number));
            } catch (NumberFormatException notANumber) {
                throw new TypeConversionException(
                        "expected a number in " + written + ", given " + (number.isEmpty() ? "nothing" : number));
            }
        }
    }
}
