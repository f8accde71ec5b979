/**
 * Files of Hadoop's file systems, whichever they are. Depends only on Hadoop.
 *
 * <pre>{@code
 * LocalErrors.unwrapped(() -> files.create(path, true)); // an IOException on a full disk, too
 * }</pre>
 */
package io.plateau.files;
