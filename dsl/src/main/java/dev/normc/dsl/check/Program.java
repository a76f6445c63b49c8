package dev.normc.dsl.check;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.expand.Callable;
import dev.normc.dsl.expand.Functions;
import dev.normc.dsl.expand.References;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.library.Prelude;
import dev.normc.dsl.parse.Parser;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The norms of one text, each checked once, before those that call it. */
final class Program {

    private enum State {
        CHECKING,
        SOUND,
        BROKEN
    }

    private final NormFile file;
    private final Findings findings;
    private final Functions prelude;
    private final Functions functions;
    private final Map<String, Optional<Callable>> shipped = new HashMap<>();
    private final IdentityHashMap<Norm, State> states = new IdentityHashMap<>();
    private final Set<Definition> broken = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Norm, Norm> plain = new IdentityHashMap<>();
    private final List<Typed> typed = new ArrayList<>();
    private boolean definitionsSound = true;

    Program(NormFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
        this.prelude = Functions.of(Prelude.definitions(), Optional.empty(), true);
        this.functions = Functions.of(file.definitions(), Optional.of(prelude), false);
    }

    /** Where a norm of this text has its name, if there is one called {@code name}. */
    Optional<Name> nameOfNorm(String name) {
        return file.norms().stream()
                .map(Norm::name)
                .filter(written -> written.text().equals(name))
                .findFirst();
    }

    /** An error has been found in the definition, wherever it is called. */
    void markBroken(Definition definition) {
        broken.add(definition);
    }

    boolean isBroken(Definition definition) {
        return broken.contains(definition);
    }

    Source source() {
        return file.source();
    }

    Functions functions() {
        return functions;
    }

    /** All norms in their plain form; not of use if there are findings. */
    List<Norm> check() {
        checkDefinitions();
        Map<String, Name> names = new HashMap<>();
        List<Norm> all = new ArrayList<>();
        for (Norm norm : file.norms()) {
            Name name = norm.name();
            Name first = names.putIfAbsent(name.text(), name);
            if (first != null) {
                int line = file.source().lineOf(first.span().start());
                findings.add(MeaningMessages.duplicateNorm(name.span(), name.text(), line)
                        .withOther(first.span()));
            }
            all.add(check(norm));
        }
        return all;
    }

    /** The definitions outside of norms are checked in a norm of their own, in which there is nothing else. */
    private void checkDefinitions() {
        if (!file.definitions().isEmpty()) {
            Definition first = file.definitions().get(0);
            Norm nothing = new Norm(first.name(), "", List.of(), List.of(), List.of(), first.span());
            NormChecker checker = new NormChecker(this, nothing, findings);
            int before = findings.said();
            checker.check(file.definitions());
            definitionsSound = findings.said() == before;
        }
    }

    private Norm check(Norm norm) {
        Norm known = plain.get(norm);
        if (known != null) {
            return known;
        }
        states.put(norm, State.CHECKING);
        Findings own = new Findings();
        NormChecker checker = new NormChecker(this, norm, own);
        Norm checked = checker.check();
        typed.addAll(checker.typed());
        own.sorted().forEach(findings::add);
        states.put(norm, own.sorted().isEmpty() ? State.SOUND : State.BROKEN);
        plain.put(norm, checked);
        return checked;
    }

    /** The norms that have no errors, and call nothing that has, as they are written. */
    List<Norm> sound() {
        boolean distinct =
                file.norms().stream().map(norm -> norm.name().text()).distinct().count()
                        == file.norms().size();
        return !distinct || !definitionsSound
                ? List.of()
                : file.norms().stream()
                        .filter(norm -> states.get(norm) == State.SOUND)
                        .filter(norm -> isReadable(plain.getOrDefault(norm, norm)))
                        .toList();
    }

    /** A call of a norm that has errors stands for nothing that could be read. */
    private static boolean isReadable(Norm norm) {
        return norm.body().stream()
                .flatMap(statement -> References.of(statement).stream())
                .flatMap(expression -> References.all(expression).stream())
                .noneMatch(Expression::isUnreadable);
    }

    /** What is known of the names of all norms. */
    List<Typed> typed() {
        return typed;
    }

    /** The places where norms of the library are called. */
    Set<Span> foreignCalls() {
        Set<String> foreign = new HashSet<>(Library.names());
        file.norms().forEach(norm -> foreign.remove(norm.name().text()));
        return file.norms().stream()
                .flatMap(norm -> norm.body().stream())
                .flatMap(statement -> References.of(statement).stream())
                .flatMap(expression -> References.all(expression).stream())
                .filter(part -> References.callee(part)
                        .filter(callee -> foreign.contains(callee.text()))
                        .isPresent())
                .map(Expression::span)
                .collect(Collectors.toSet());
    }

    /** The norm of that name: of this text, else of the library. */
    Optional<Callable> callable(String name) {
        Optional<Norm> own = file.norms().stream()
                .filter(norm -> norm.name().text().equals(name))
                .findFirst();
        if (own.isPresent()) {
            return own.map(norm -> new Callable(norm, file.source(), functions));
        }
        return shipped.computeIfAbsent(name, this::find);
    }

    /** The norm of the library, if it has one of that name. */
    private Optional<Callable> find(String name) {
        return Library.find(name).map(source -> {
            NormFile file = Parser.parse(source).file();
            Functions theirs = Functions.of(file.definitions(), Optional.of(prelude), true);
            return new Callable(file.norms().get(0), source, theirs);
        });
    }

    /** The names of all norms that may be called. */
    List<String> callableNames() {
        List<String> names = new ArrayList<>(Library.names());
        file.norms().forEach(norm -> names.add(norm.name().text()));
        return names;
    }

    /** How the norm of that name is called, if there is one. */
    Optional<String> usageOfNorm(String name) {
        return callable(name).map(callable -> {
            List<String> inputs = callable.norm().inputs().stream()
                    .map(input -> input.name().text())
                    .toList();
            return name + "(" + String.join(", ", inputs) + ")";
        });
    }

    /** Whether the norm is being checked, so that a call of it from there is a call of itself. */
    boolean isOpen(Callable callee) {
        return states.get(callee.norm()) == State.CHECKING;
    }

    /** Whether the norm is without errors. */
    boolean isSound(Callable callee) {
        if (callee.source() != file.source()) {
            return true; // a test says so of the library
        }
        check(callee.norm());
        return states.get(callee.norm()) == State.SOUND;
    }
}
