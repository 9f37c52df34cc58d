export { default } from '../(inside)/[...rest]/not-found'
