/**
 * What {@code --json} writes: one record per verb, whose components are the fields of its document. What the modules
 * below found comes in; text of JSON goes out. The page docs/json.md describes every field, and a test holds both
 * together; a field that has been there is not renamed. Nothing is found or decided here. Start with
 * {@link dev.normc.cli.json.Document}.
 */
@NullMarked
package dev.normc.cli.json;

import org.jspecify.annotations.NullMarked;
