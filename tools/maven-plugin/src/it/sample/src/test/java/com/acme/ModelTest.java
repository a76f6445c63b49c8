package com.acme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ModelTest {

    @Test
    void rowsAreNormalized() {
        assertArrayEquals(new float[] {1, -1, 1, -1}, Model.scaled(new float[] {3, -3, 3, -3}), 1e-5f);
        assertArrayEquals(new float[] {1, -1, 1, -1}, Model.centred(new float[] {7, 1, 7, 1}), 1e-5f);
    }

    @Test
    void nothingOfNormcIsThere() {
        for (String name : new String[] {"dsl.Dsl", "compiler.Compiler", "runtime.Normc", "generator.Generator"}) {
            assertThrows(ClassNotFoundException.class, () -> Class.forName("dev.normc." + name));
        }
    }
}
