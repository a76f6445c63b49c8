package dev.normc.examples.chart;

import java.awt.Color;
import java.util.List;

/** Colors of series. */
public final class Palette {

    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xE69F00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0x56B4E9),
            new Color(0xD55E00),
            new Color(0x666666),
            new Color(0xAAAAAA));

    private Palette() {}

    /** Blue, orange, green and others that also differ in lightness (Okabe and Ito), then two grays. */
    public static Color[] colors() {
        return COLORS.toArray(Color[]::new);
    }

    /** The color of a series, from 0; after the last they begin anew. */
    public static Color color(int series) {
        return COLORS.get(series % COLORS.size());
    }
}
