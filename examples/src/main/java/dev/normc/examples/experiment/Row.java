package dev.normc.examples.experiment;

/**
 * One number that a run found.
 *
 * @param step after how many steps of training, from 1; 0 before training
 * @param layer the norm layer it is of; empty if it is of the whole model
 * @param quantity what it is, a name of docs/experiments.md; one that begins with {@link #TIME} differs from machine to
 *     machine, all others are the same bits whenever the run is repeated
 */
record Row(int step, String layer, String quantity, double value) {

    static final String TIME = "time.";

    boolean isTime() {
        return quantity.startsWith(TIME);
    }

    String csv() {
        return step + "," + layer + "," + quantity + "," + value;
    }

    /** @throws IllegalArgumentException if {@code line} is no row */
    static Row parse(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException("no row: " + line);
        }
        return new Row(Integer.parseInt(fields[0]), fields[1], fields[2], Double.parseDouble(fields[3]));
    }
}
