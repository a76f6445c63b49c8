// The editor's side of the language server: starts `normc lsp` and hands it the open .norm files.
"use strict";

const os = require("os");
const path = require("path");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

/** The command of the settings. What has no slash is looked for on the PATH. */
function command() {
    const configured = vscode.workspace.getConfiguration("normc").get("command", "normc").trim() || "normc";
    if (configured.startsWith("~/")) {
        return path.join(os.homedir(), configured.slice(2));
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const isPath = configured.includes("/") || configured.includes("\\");
    return isPath && folder ? path.resolve(folder, configured) : configured;
}

async function start() {
    const started = command();
    // Windows runs a script such as normc.cmd through its shell alone, which wants a path with blanks in quotes.
    const shell = process.platform === "win32";
    const server = { command: shell ? `"${started}"` : started, args: ["lsp"], options: { shell } };
    client = new LanguageClient("normc", "normc", server, { documentSelector: [{ language: "norm" }] });
    try {
        await client.start();
    } catch (failure) {
        const answer = await vscode.window.showErrorMessage(
            `${started} lsp does not start: ${failure.message ?? failure}. The setting normc.command says which command it is.`,
            "Open the setting");
        if (answer) {
            await vscode.commands.executeCommand("workbench.action.openSettings", "normc.command");
        }
    }
}

async function stop() {
    const running = client;
    client = undefined;
    if (running && running.needsStop()) {
        await running.stop();
    }
}

async function restart() {
    await stop();
    await start();
}

async function activate(context) {
    context.subscriptions.push(
        vscode.commands.registerCommand("normc.restart", restart),
        vscode.workspace.onDidChangeConfiguration(change => {
            if (change.affectsConfiguration("normc.command")) {
                return restart();
            }
        }));
    await start();
}

module.exports = { activate, deactivate: stop };
