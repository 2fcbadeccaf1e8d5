export * from "../late/encrypt";
