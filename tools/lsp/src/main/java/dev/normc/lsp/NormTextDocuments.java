package dev.normc.lsp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightKind;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;

/**
 * The requests about documents: each takes the newest text and asks the class that knows. A document that is not open
 * has no answer, which is null in the protocol or a list of nothing.
 */
final class NormTextDocuments implements TextDocumentService {

    private final Session session;

    NormTextDocuments(Session session) {
        this.session = session;
    }

    @Override
    public void didOpen(DidOpenTextDocumentParams params) {
        TextDocumentItem item = params.getTextDocument();
        session.requests()
                .take(
                        "didOpen",
                        () -> session.documents().put(Document.of(item.getUri(), item.getVersion(), item.getText())));
    }

    @Override
    public void didChange(DidChangeTextDocumentParams params) {
        String uri = params.getTextDocument().getUri();
        session.requests().take("didChange", () -> {
            Optional<Document> open = session.documents().find(uri);
            if (open.isEmpty()) {
                complain(uri + " has changed and is not open.");
                return;
            }
            Document document = open.get();
            for (TextDocumentContentChangeEvent change : params.getContentChanges()) {
                document = document.changed(version(params, document), change);
            }
            session.documents().put(document);
        });
    }

    private static int version(DidChangeTextDocumentParams params, Document document) {
        Integer version = params.getTextDocument().getVersion();
        return version == null ? document.version() + 1 : version;
    }

    @Override
    public void didClose(DidCloseTextDocumentParams params) {
        session.requests()
                .take(
                        "didClose",
                        () -> session.documents().close(params.getTextDocument().getUri()));
    }

    @Override
    public void didSave(DidSaveTextDocumentParams params) {
        // what is shown is about the text that is typed, saved or not
    }

    @Override
    public CompletableFuture<@Nullable Hover> hover(HoverParams params) {
        return at(
                "hover",
                params,
                (document, offset) ->
                        session.hovers().at(document.analysis(), offset).orElse(null));
    }

    @Override
    public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(CompletionParams params) {
        return answer(
                "completion",
                params.getTextDocument(),
                Either.forLeft(List.of()),
                document -> Either.forLeft(Completions.at(
                        document.analysis(),
                        session.descriptions(),
                        session.client(),
                        document.text().offset(params.getPosition()))));
    }

    @Override
    public CompletableFuture<@Nullable SignatureHelp> signatureHelp(SignatureHelpParams params) {
        return at(
                "signatureHelp",
                params,
                (document, offset) -> new Signatures(document.analysis(), session.descriptions(), session.client())
                        .at(offset)
                        .orElse(null));
    }

    @Override
    public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>> definition(
            DefinitionParams params) {
        return answer("definition", params.getTextDocument(), Either.forLeft(List.of()), document -> {
            int offset = document.text().offset(params.getPosition());
            return Either.forLeft(
                    document.analysis().at(offset).flatMap(place -> location(document, place.symbol())).stream()
                            .toList());
        });
    }

    private Optional<Location> location(Document document, Symbol symbol) {
        boolean own = symbol.home().isProgram();
        Text text = session.descriptions().home(document.analysis(), symbol).text();
        return symbol.declaration()
                .map(place ->
                        new Location(own ? document.uri() : session.library().uri(symbol.home()), text.range(place)));
    }

    @Override
    public CompletableFuture<List<? extends Location>> references(ReferenceParams params) {
        return answer("references", params.getTextDocument(), List.of(), document -> {
            boolean declarations = params.getContext().isIncludeDeclaration();
            return places(document, params).stream()
                    .filter(place -> declarations || !place.declares())
                    .map(place -> new Location(document.uri(), document.text().range(place.span())))
                    .toList();
        });
    }

    @Override
    public CompletableFuture<List<? extends DocumentHighlight>> documentHighlight(DocumentHighlightParams params) {
        return answer(
                "documentHighlight",
                params.getTextDocument(),
                List.of(),
                document -> places(document, params).stream()
                        .map(place -> new DocumentHighlight(
                                document.text().range(place.span()),
                                place.declares() ? DocumentHighlightKind.Write : DocumentHighlightKind.Read))
                        .toList());
    }

    /** All places that name what is named at a position. */
    private static List<Occurrence> places(Document document, TextDocumentPositionParams params) {
        Analysis analysis = document.analysis();
        return analysis.at(document.text().offset(params.getPosition())).map(Occurrence::symbol).stream()
                .flatMap(symbol ->
                        analysis.names().stream().filter(place -> place.symbol().equals(symbol)))
                .distinct()
                .toList();
    }

    @Override
    public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
            DocumentSymbolParams params) {
        return answer(
                "documentSymbol",
                params.getTextDocument(),
                List.of(),
                document -> Outline.of(document.analysis(), session.descriptions()).stream()
                        .map(Either::<SymbolInformation, DocumentSymbol>forRight)
                        .toList());
    }

    @Override
    public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
        return answer("formatting", params.getTextDocument(), List.of(), document -> Layout.edits(document.text()));
    }

    @Override
    public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
        return answer(
                "codeAction",
                params.getTextDocument(),
                List.of(),
                document -> new Actions(document.uri(), document.text())
                        .at(params.getRange(), session.documents().found(document)).stream()
                                .map(Either::<Command, CodeAction>forRight)
                                .toList());
    }

    @Override
    public CompletableFuture<@Nullable Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>> prepareRename(
            PrepareRenameParams params) {
        return at(
                "prepareRename",
                params,
                (document, offset) -> new Renaming(document.analysis())
                        .at(offset)
                        .map(place -> Either3.<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>forSecond(
                                new PrepareRenameResult(
                                        document.text().range(place.span()),
                                        place.symbol().name())))
                        .orElse(null));
    }

    @Override
    public CompletableFuture<@Nullable WorkspaceEdit> rename(RenameParams params) {
        return at("rename", params, (document, offset) -> {
            try {
                List<TextEdit> edits = new Renaming(document.analysis()).edits(offset, params.getNewName());
                return new WorkspaceEdit(Map.of(document.uri(), edits));
            } catch (Renaming.RefusedException refused) {
                throw Lifecycle.error(ResponseErrorCode.RequestFailed, String.valueOf(refused.getMessage()));
            }
        });
    }

    /** The answer about a position; null if the document is not open. */
    private <T> CompletableFuture<@Nullable T> at(
            String what, TextDocumentPositionParams params, BiFunction<Document, Integer, @Nullable T> body) {
        Supplier<@Nullable T> answer = () -> {
            Optional<Document> document = open(params.getTextDocument());
            return document.isEmpty()
                    ? null
                    : body.apply(document.get(), document.get().text().offset(params.getPosition()));
        };
        return session.requests().answer(what, answer);
    }

    private <T> CompletableFuture<T> answer(
            String what, TextDocumentIdentifier identifier, T nothing, Function<Document, T> body) {
        return session.requests().answer(what, () -> open(identifier).map(body).orElse(nothing));
    }

    private Optional<Document> open(@Nullable TextDocumentIdentifier identifier) {
        if (identifier == null || identifier.getUri() == null) {
            throw Lifecycle.error(ResponseErrorCode.InvalidParams, "The request names no document.");
        }
        return session.documents().find(identifier.getUri());
    }

    private void complain(String sentence) {
        session.languageClient().logMessage(new MessageParams(MessageType.Warning, sentence));
    }
}
