/**
 * The command line: commands, console, messages and exit statuses. Commands understand their
 * arguments and hand the rest to {@code run}. Depends on {@code run}, {@code report}, {@code
 * surface}, {@code job} and what lies below.
 *
 * <pre>{@code
 * int status = Main.run("train", "jobs/letters.yaml", "seed=2", "--overwrite");
 * }</pre>
 */
package io.plateau.cli;
