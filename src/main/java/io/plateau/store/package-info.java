/**
 * Codecs of files, each once: JSON read strictly, manifests with lengths and SHA-256, arrays of
 * numbers, protocol buffers, the history of a training and what identifies a training. No Spark, no
 * Hadoop: callers bring bytes and streams. Depends on {@code train}, {@code table} and {@code
 * math}, and on Jackson.
 *
 * <pre>{@code
 * String line = HistoryLines.line(history.last());
 * History again = HistoryLines.read("history.jsonl", line + "\n");
 * }</pre>
 */
package io.plateau.store;
