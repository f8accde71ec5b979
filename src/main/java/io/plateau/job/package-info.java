/**
 * The command line, a run's folder and what is shown of it. Commands understand their arguments and
 * hand the rest to {@code Work}. Depends on {@code job.file}, {@code job.data}, {@code ml}, {@code
 * engine} and what lies below.
 *
 * <pre>{@code
 * int status = Main.run("train", "jobs/letters.yaml", "seed=2", "--overwrite");
 * }</pre>
 */
package io.plateau.job;
