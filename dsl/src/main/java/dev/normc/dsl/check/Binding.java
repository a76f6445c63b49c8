package dev.normc.dsl.check;

import dev.normc.dsl.ast.Name;

/** A defined name: where, as what, and what is known of it. */
record Binding(Name name, Role role, Type type) {}
