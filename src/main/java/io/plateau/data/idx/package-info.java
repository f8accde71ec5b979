/**
 * Files of the MNIST family in the IDX format: a checked header, then bytes of images and labels.
 * Knows Hadoop's file systems and Spark's rows; depends on {@code train} for its failures.
 *
 * <pre>{@code
 * IdxFile images = IdxFile.open(new Path("train-images-idx3-ubyte.gz"), configuration);
 * }</pre>
 */
package io.plateau.data.idx;
