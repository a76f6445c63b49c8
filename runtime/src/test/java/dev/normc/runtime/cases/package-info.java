/** Tests of cases: goldens under every executor, and every way in which a case can be wrong. */
@NullMarked
package dev.normc.runtime.cases;

import org.jspecify.annotations.NullMarked;
