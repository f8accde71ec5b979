/**
 * From what a job says about its data to data frames: sources, splits, and the preparing pipeline.
 */
package io.plateau.job.data;
