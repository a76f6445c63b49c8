package dev.normc.cli;

import dev.normc.dsl.library.Library;
import java.util.Iterator;

/** What a shell offers where a program is wanted; it offers files by itself. */
final class LibraryNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Library.names().iterator();
    }
}
