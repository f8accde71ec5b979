/**
 * A run: its folder and files, and the work that fills it (train, evaluate, predict). Depends on
 * {@code job}, {@code data}, {@code evaluation}, {@code report}, {@code ml} and what lies below;
 * not on the command line.
 *
 * <pre>{@code
 * RunFolder run = RunFolder.at("hdfs:///runs/letters", configuration);
 * History history = run.history();
 * }</pre>
 */
package io.plateau.run;
