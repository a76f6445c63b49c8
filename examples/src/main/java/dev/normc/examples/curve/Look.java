package dev.normc.examples.curve;

import java.awt.BasicStroke;
import java.awt.Color;

/**
 * How a curve is drawn: blue and vermilion that also differ in lightness (Okabe and Ito), and a dark gray, each with
 * dashes of its own, so that of curves that lie on each other all are seen.
 */
enum Look {
    TRAINING(0x0072B2),
    INFERENCE(0xD55E00, 14, 10),
    SLOPE(0x333333, 3, 7);

    private static final float WIDTH = 2.5f;
    private static final float MITER_LIMIT = 10;

    private final int color;
    private final float[] dashes;

    Look(int color, float... dashes) {
        this.color = color;
        this.dashes = dashes;
    }

    Color color() {
        return new Color(color);
    }

    BasicStroke stroke() {
        return new BasicStroke(
                WIDTH,
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                MITER_LIMIT,
                dashes.length == 0 ? null : dashes,
                0);
    }
}
