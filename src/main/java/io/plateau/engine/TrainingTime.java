package io.plateau.engine;

/**
 * How a training's seconds were spent, packing of the rows not counted.
 *
 * @param compute while the slowest task of each round worked on its shards
 * @param waiting in rounds otherwise: sending weights, starting tasks, collecting what they made
 * @param driver between rounds: updates, checkpoints, listeners
 */
public record TrainingTime(double compute, double waiting, double driver) {}
