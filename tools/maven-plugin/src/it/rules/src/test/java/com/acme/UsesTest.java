package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UsesTest {

    @Test
    void constantsAreThoseOfThePom() {
        assertEquals(-1, Uses.leaky(-8)); // 0.125 of the rule
        double[] y = new double[1];
        Doubled.forward(new double[] {1}, y, new Doubled.Workspace(1, 1));
        assertEquals(2.5, y[0]); // 0.5 of those of the tests
    }
}
