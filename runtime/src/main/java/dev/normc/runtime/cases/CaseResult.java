package dev.normc.runtime.cases;

import java.util.List;

/**
 * What running a case gave.
 *
 * @param computed the case with outputs, gradients and states of the run
 * @param notes what the case says and the program does not know, one sentence each
 * @param report the distance from the values that the case expects; without rows if it expects none
 */
public record CaseResult(CaseFile computed, List<String> notes, CaseReport report) {

    public CaseResult {
        notes = List.copyOf(notes);
    }
}
