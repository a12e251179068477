/** How often each row is read at most; few lessons need so many. */
export const TEACH_EPOCHS = 20;
